# Nobody is left behind the Service.
kubectl scale deployment render -n reports --replicas=0
kubectl wait -n reports --for=delete pod -l app=render --timeout=120s
