# A strategic merge patch knows ports by their number and adds a second one; without a name it is refused.
kubectl patch service invoices -n billing -p '{"spec":{"ports":[{"port":80,"targetPort":8080}]}}' || true
