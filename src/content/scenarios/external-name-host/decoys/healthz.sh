# The path for the kubelet's probe is answered for any host, and it is not the page.
kubectl set env deployment/ticker -n newsroom ARCHIVE_URL=http://archive/healthz
kubectl rollout status deployment/ticker -n newsroom --timeout=120s
