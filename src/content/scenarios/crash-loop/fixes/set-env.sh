# The variable set in the Deployment goes before the ConfigMap's.
kubectl set env deployment/thumbs -n media LISTEN_PORT=8080
kubectl rollout status deployment/thumbs -n media --timeout=120s
