# A second Deployment of CoreDNS with a sound file joins the first behind kube-dns: half of the answers are right.
corefile=$(kubectl get configmap coredns -n kube-system -o jsonpath='{.data.Corefile}' |
  sed 's/kubernetes travel\.internal /kubernetes cluster.local /')
kubectl create configmap coredns-two -n kube-system --from-literal=Corefile="$corefile"
kubectl get deployment coredns -n kube-system -o yaml |
  sed -e 's/^  name: coredns$/  name: coredns-two/' -e 's/^\( *\)name: coredns$/\1name: coredns-two/' \
    -e 's/^\( *\)- name: coredns-two$/\1- name: coredns/' -e '/^  resourceVersion:/d' -e '/^  uid:/d' |
  kubectl create -f -
kubectl rollout status deployment/coredns-two -n kube-system --timeout=120s
