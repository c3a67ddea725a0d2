# The revision before the hardening.
kubectl rollout undo deployment/forecast -n weather
kubectl rollout status deployment/forecast -n weather --timeout=120s
