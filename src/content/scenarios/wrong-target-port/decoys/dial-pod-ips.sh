# Clients that dial a Pod directly go around the Service, which stays broken.
kubectl patch service web -n shop -p '{"metadata":{"annotations":{"note":"use the Pod IPs on 8080"}}}'
ip=$(kubectl get pods -n shop -l app=web -o jsonpath='{.items[0].status.podIP}')
kubectl exec -n shop client -- wget -qO- -T 3 "http://$ip:8080"
