# The alias's own full name is longer, and still not the archive's.
kubectl set env deployment/ticker -n newsroom ARCHIVE_URL=http://archive.newsroom.svc.cluster.local
kubectl rollout status deployment/ticker -n newsroom --timeout=120s
