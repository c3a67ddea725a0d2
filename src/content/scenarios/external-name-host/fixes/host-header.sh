# The way by the alias, the Host header by the real name.
kubectl set env deployment/ticker -n newsroom HOST_HEADER=archive.press.svc.cluster.local
kubectl rollout status deployment/ticker -n newsroom --timeout=120s
