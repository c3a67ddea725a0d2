# One node with the label has room for all three.
kubectl label node service-clinic-worker2 disktype=ssd
kubectl rollout status deployment/report -n analytics --timeout=120s
