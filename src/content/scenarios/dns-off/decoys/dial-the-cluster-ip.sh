# Clients that know the address do not need the name; everybody else still does.
ip=$(kubectl get service web -n shop -o jsonpath='{.spec.clusterIP}')
kubectl exec -n shop client -- wget -qO- -T 3 "http://$ip"
