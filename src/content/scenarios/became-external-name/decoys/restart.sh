# New Pods do not become endpoints of it: nobody keeps the slices of an ExternalName.
kubectl rollout restart deployment/thumbs -n gallery
kubectl rollout status deployment/thumbs -n gallery --timeout=120s
