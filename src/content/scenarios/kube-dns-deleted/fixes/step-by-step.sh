# First the address and TCP, then the selector, then UDP.
kubectl create service clusterip kube-dns -n kube-system --clusterip=10.96.0.10 --tcp=53:53
kubectl set selector service kube-dns k8s-app=kube-dns -n kube-system
kubectl patch service kube-dns -n kube-system --type=json \
  -p '[{"op":"add","path":"/spec/ports/-","value":{"name":"dns","port":53,"protocol":"UDP","targetPort":53}}]'
