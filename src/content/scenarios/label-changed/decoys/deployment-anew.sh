# The Deployment is made anew; what it did not own survives it.
kubectl get deployment desk -n tickets -o yaml | sed -e '/^  resourceVersion:/d' > /tmp/desk.yaml
kubectl delete deployment desk -n tickets --wait
kubectl create -f /tmp/desk.yaml
kubectl rollout status deployment/desk -n tickets --timeout=120s
