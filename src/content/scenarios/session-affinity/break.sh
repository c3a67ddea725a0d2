# All requests of a client are to reach the Pod that answered its first one, and the client asks.
kubectl patch service render -n print -p '{"spec":{"sessionAffinity":"ClientIP"}}'
for try in {1..30}; do
  kubectl exec -n print client -- wget -qO- -T 2 http://render && break
  sleep 1
done
