# 0.0.0.0 stands for every address that the Pod has.
kubectl set env deployment/forecast -n weather LISTEN=0.0.0.0:8080
kubectl rollout status deployment/forecast -n weather --timeout=120s
