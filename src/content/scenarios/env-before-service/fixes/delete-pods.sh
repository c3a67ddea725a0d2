# The Deployment starts others, which get the variables of today.
kubectl delete pods -n billing -l app=invoicer
kubectl rollout status deployment/invoicer -n billing --timeout=120s
