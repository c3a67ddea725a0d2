# The policy allows the Service's port. When it is looked at, a packet has the Pod's port already.
kubectl patch networkpolicy keys-clients -n vault --type=json \
  -p '[{"op":"replace","path":"/spec/ingress/0/ports/0/port","value":80}]'
for _ in 1 2 3 4 5 6 7 8 9 10; do
  kubectl exec -n vault client -- wget -qO- -T 2 http://keys > /dev/null 2>&1 || break
  sleep 1
done
