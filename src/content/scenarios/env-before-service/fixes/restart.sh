# New Pods get the variables of the Service as it is now.
kubectl rollout restart deployment/invoicer -n billing
kubectl rollout status deployment/invoicer -n billing --timeout=120s
