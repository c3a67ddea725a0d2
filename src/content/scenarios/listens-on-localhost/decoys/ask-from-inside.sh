# Whoever asks inside the Pod gets an answer, and port-forward does the same; clients are outside.
kubectl exec -n weather deploy/forecast -- wget -qO- -T 3 http://127.0.0.1:8080
