# The Deployment as it is, with the name mended, made anew.
kubectl get deployment catalog -n library -o yaml | sed 's/agnhots/agnhost/' | kubectl replace --force -f -
kubectl rollout status deployment/catalog -n library --timeout=120s
