# A restart of nothing starts nothing.
kubectl rollout restart deployment/render -n reports
