# Without Pods the new version refuses nobody; the brief wants both.
kubectl scale deployment stock-v2 -n warehouse --replicas=0
kubectl wait -n warehouse --for=delete pod -l version=v2 --timeout=60s
