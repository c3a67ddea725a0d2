# The other way round: nodes that take ordinary Pods get the label.
kubectl label nodes service-clinic-worker service-clinic-worker2 disktype=ssd
kubectl rollout status deployment/report -n analytics --timeout=120s
