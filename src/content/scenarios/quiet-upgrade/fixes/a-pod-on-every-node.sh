# The Service stays as it is: the Pods declare the name that it asks for, and each node that runs clients gets one.
kubectl apply -f - <<EOF
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: kube-proxy-rules
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: system:node-proxier
subjects:
  - kind: ServiceAccount
    name: kube-proxy
    namespace: kube-system
EOF
kubectl patch deployment forecast -n weather -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":1}},
  "template":{"spec":{"nodeSelector":null,
  "containers":[{"name":"forecast","ports":[{"$patch":"replace"},{"name":"web","containerPort":8080}],
    "readinessProbe":{"httpGet":{"port":"web"}}}],
  "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
    {"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"app":"forecast"}}}]}}}}}}'
kubectl rollout status deployment/forecast -n weather --timeout=120s
