# The alias gets today's address: it misleads again as soon as the Service is made anew.
ip=$(kubectl get service tickets -n festival -o jsonpath='{.spec.clusterIP}')
kubectl get deployment entrance -n festival -o yaml | sed "s/ip: 192\.0\.2\.80/ip: $ip/" | kubectl replace -f -
kubectl rollout status deployment/entrance -n festival --timeout=120s
