# TODO: what looks right and is not, and why. Here: a restart changes no Service.
kubectl rollout restart deployment web -n shop
kubectl rollout status deployment web -n shop --timeout=120s
