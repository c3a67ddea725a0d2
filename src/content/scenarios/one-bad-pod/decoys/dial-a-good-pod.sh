# A client that dials a Pod directly goes around the Service, which stays as it is.
for ip in $(kubectl get pods -n weather -l app=forecast -o jsonpath='{.items[*].status.podIP}'); do
  kubectl exec -n weather client -- wget -qO- -T 2 "http://$ip:8080" && break
done
