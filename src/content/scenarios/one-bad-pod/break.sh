# The server of one Pod is stopped in its tracks. The readiness probe looks at a file and notices nothing.
pod=$(kubectl get pods -n weather -l app=forecast -o jsonpath='{.items[1].metadata.name}')
kubectl exec -n weather "$pod" -- killall -STOP httpd
