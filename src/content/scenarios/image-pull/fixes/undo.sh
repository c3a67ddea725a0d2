# Back to the revision whose image was right.
kubectl rollout undo deployment/catalog -n library
kubectl rollout status deployment/catalog -n library --timeout=120s
