# The setting repaired; new Pods need not wait for the back-off.
kubectl patch configmap thumbs -n media -p '{"data":{"LISTEN_PORT":"8080"}}'
kubectl rollout restart deployment/thumbs -n media
kubectl rollout status deployment/thumbs -n media --timeout=120s
