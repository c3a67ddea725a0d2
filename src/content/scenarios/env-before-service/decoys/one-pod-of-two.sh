# A half-fix: one of the two Pods is replaced.
pod=$(kubectl get pods -n billing -l app=invoicer -o jsonpath='{.items[0].metadata.name}')
kubectl delete pod "$pod" -n billing
kubectl rollout status deployment/invoicer -n billing --timeout=120s
