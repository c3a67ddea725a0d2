# An empty rule lets everything out.
kubectl patch networkpolicy kiosk-egress -n kiosk --type=json -p '[{"op":"add","path":"/spec/egress/-","value":{}}]'
