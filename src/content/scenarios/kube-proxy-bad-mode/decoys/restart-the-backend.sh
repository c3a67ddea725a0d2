# The Pods were fine.
kubectl rollout restart deployment/reviews -n books
kubectl rollout status deployment/reviews -n books --timeout=120s
