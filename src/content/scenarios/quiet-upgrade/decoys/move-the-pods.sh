# All is repaired but the policy, and the Pods are moved to the node that complained: now the other one does.
kubectl patch service forecast -n weather --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
kubectl set subject clusterrolebinding kubeadm:node-proxier --serviceaccount=kube-system:kube-proxy
kubectl patch deployment forecast -n weather \
  -p '{"spec":{"template":{"spec":{"nodeSelector":{"kubernetes.io/hostname":"service-clinic-worker"}}}}}'
kubectl rollout status deployment/forecast -n weather --timeout=120s
