# The older Pod template reads the same ConfigMap: a rollout's history does not hold it.
kubectl rollout undo deployment/thumbs -n media
