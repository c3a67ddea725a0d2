# The Service lists Pods that are not ready, and in one Pod the server has died.
kubectl patch service feed -n scores -p '{"spec":{"publishNotReadyAddresses":true}}'
pod=$(kubectl get pods -n scores -l app=feed -o jsonpath='{.items[0].metadata.name}')
kubectl exec "$pod" -n scores -- killall httpd
kubectl wait -n scores --for=condition=Ready=false "pod/$pod" --timeout=60s
sleep 3
