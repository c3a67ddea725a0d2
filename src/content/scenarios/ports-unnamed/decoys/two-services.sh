# Both ports answer, under two names; the brief promises one.
kubectl expose deployment telescope -n observatory --port=80 --target-port=8080
kubectl expose deployment telescope -n observatory --name=telescope-metrics --port=9090 --target-port=9100
