# Lets the stopped server go on in the Pod that does not answer.
for pod in $(kubectl get pods -n weather -l app=forecast -o jsonpath='{.items[*].metadata.name}'); do
  ip=$(kubectl get pod "$pod" -n weather -o jsonpath='{.status.podIP}')
  if ! kubectl exec -n weather client -- wget -qO- -T 2 "http://$ip:8080" > /dev/null 2>&1; then
    kubectl exec -n weather "$pod" -- killall -CONT httpd
  fi
done
