# Rougher: every Pod that was made from the template goes, and the Deployment starts its three.
kubectl delete pods -n tickets -l pod-template-hash
kubectl rollout status deployment/desk -n tickets --timeout=120s
