# The application listens on the loopback address only; its probe asks exactly there and stays content.
kubectl set env deployment/forecast -n weather LISTEN=127.0.0.1:8080
kubectl rollout status deployment/forecast -n weather --timeout=120s
until [ "$(kubectl get pods -n weather -l app=forecast -o name | grep -c .)" = 2 ]; do
  sleep 1
done
until ! kubectl exec -n weather client -- wget -qO- -T 2 http://forecast > /dev/null 2>&1; do
  sleep 1
done
