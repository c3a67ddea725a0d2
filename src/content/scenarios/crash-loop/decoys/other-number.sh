# A number, but not the one on which the probe and the Service expect the server.
kubectl patch configmap thumbs -n media -p '{"data":{"LISTEN_PORT":"8000"}}'
kubectl rollout restart deployment/thumbs -n media
