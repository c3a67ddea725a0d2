# More Pods make it one request in seven.
kubectl scale deployment photos -n gallery --replicas=6
kubectl rollout status deployment/photos -n gallery --timeout=120s
