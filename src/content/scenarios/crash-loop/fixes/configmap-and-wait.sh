# The setting repaired; the kubelet starts the containers again by itself, and they read it then.
kubectl patch configmap thumbs -n media -p '{"data":{"LISTEN_PORT":"8080"}}'
kubectl rollout status deployment/thumbs -n media --timeout=300s
