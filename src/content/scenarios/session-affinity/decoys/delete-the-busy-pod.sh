# The Pod that had everything to do is gone; the next one has it now.
pod=$(kubectl exec -n print client -- wget -qO- -T 3 http://render)
kubectl delete pod "$pod" -n print --wait
kubectl rollout status deployment/render -n print --timeout=120s
