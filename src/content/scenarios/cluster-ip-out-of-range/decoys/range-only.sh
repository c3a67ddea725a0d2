# A second range that nobody makes use of, since the file is not applied again.
kubectl apply -f - <<'EOF'
apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata:
  name: old-data-centre
spec:
  cidrs: [10.10.5.0/24]
EOF
