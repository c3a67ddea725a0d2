# The name under which the archive knows its site.
kubectl set env deployment/ticker -n newsroom ARCHIVE_URL=http://archive.press.svc.cluster.local
kubectl rollout status deployment/ticker -n newsroom --timeout=120s
