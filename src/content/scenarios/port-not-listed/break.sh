# The Service listens on another port than its clients ask.
kubectl patch service invoices -n billing --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/port","value":8080}]'
until ! kubectl exec -n billing client -- wget -qO- -T 2 http://invoices > /dev/null 2>&1; do
  sleep 1
done
