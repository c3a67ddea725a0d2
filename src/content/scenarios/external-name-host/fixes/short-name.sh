# The archive has a second name for the same site, and this one needs no alias either.
kubectl set env deployment/ticker -n newsroom ARCHIVE_URL=http://archive.press
kubectl rollout status deployment/ticker -n newsroom --timeout=120s
