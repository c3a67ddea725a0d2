# The number of replicas is no part of a revision; there is nothing to undo.
kubectl rollout undo deployment/render -n reports || true
